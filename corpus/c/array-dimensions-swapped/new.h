extern int grid[4][3];
