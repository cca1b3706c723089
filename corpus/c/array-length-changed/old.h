extern int days[8];
