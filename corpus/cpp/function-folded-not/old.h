struct gauge {
    virtual long amps() const;
    long reading;
};

struct meter : gauge {
    virtual long volts() const;
};
