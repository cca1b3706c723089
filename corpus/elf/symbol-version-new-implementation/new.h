int poll_wait(int timeout);
