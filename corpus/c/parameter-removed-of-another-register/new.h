int wait_for(int events);
