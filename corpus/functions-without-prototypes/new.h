void tick();
void tock();
