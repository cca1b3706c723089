int take(int uid);
