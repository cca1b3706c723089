int wait_for(double seconds, int events);
