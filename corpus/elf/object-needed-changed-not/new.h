int cube_of(int side);
