int sleep_for(int milliseconds);
