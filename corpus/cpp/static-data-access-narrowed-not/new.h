class limits {
public:
    static int least();
    static int most;
};
