á +
/i/	&i0o7i +
+//i/1.0 +
/i/	&i0o7i +
+//i/1.0e	&i0o7i/i//ii/i//i///i//ii/i//0xi//e	&i0o7i/i//ii/i//i/i//0xi//