extern int days[4];
