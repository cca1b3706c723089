int delay_clamp(unsigned int ticks);
