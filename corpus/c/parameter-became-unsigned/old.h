int delay_clamp(int ticks);
