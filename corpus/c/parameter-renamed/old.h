int sleep_for(int t);
