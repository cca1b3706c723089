int volume_set(double percent);
