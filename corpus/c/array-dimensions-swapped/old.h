extern int grid[3][4];
