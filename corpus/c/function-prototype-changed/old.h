int idle();
