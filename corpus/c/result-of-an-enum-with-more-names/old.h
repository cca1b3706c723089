enum state { STATE_OFF, STATE_ON };
enum state state_of(int line);
