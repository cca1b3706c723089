int corners();
