int volume_set(int percent);
