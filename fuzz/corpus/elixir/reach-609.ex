á <<+
+//i/	&/	\
i0o7i/i//ii/i//i///i %_{<+
+//i/	&/	&i0o7i/i//ii/i//i///ii0o7i +
i %_{<+
+//i/	&/	&i0o7i/i//ii/i//i///ii0o7i +
+//i/	&i0o7i/i//ii/i//i///i//ii/i//i/ii/i//i///i <<+
+//i/	&/	&i0o7i/i//ii/i//i///ii0o7i +
+//i/	&i0o7i/i//ii/+//i/	&i0o7i/i//ii/i//i///i//ii/i//i/ii/i//i///i <<+
+//i/	..&/	&i0o7i/i//ii/i//i///ii0o7i +
+//i/	&i0o7i/i//ii/i//i///i//ii/i/i///i <<+/i/	..&/	&i0o7i/i//ii/i//i///ii0o7i +
+//i/	&i0o7i/i//ii/i//i///i//ii/i//i//i0o7i +
+//i/	&i0/i//ii/i//i///i//ii/i//i::///i07i +
+//%{i//i///i <<+
+//i/	&/	&i0o7i/i//ii/i//i//i//i0o7i +
+//i/	&i0/i//ii/i//i///i//ii/i//i::///i07i +
+//%{i//i///i <<+
+//i/	&/	&i0o7i/i//ii/i//i///ii0o7i +
+//i/	&i0o7i/i//ii/i//i///i//ii/i//i//i0/	&@0/i//ii/i//i///i//ii/i//i//