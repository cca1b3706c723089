extern int weights[4];
