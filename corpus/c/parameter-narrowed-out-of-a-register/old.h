int second(__int128 wide, int other);
