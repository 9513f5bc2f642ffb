á <<+
+//i/	&/	&i0o7i/i//ii/i//i///ii0o7i +
+//i/	&i0o7i/i//ii/i//i///i//ii/i//i//