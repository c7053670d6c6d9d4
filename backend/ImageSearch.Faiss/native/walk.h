// Reads an index file field by field.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>

#include "index.h"

namespace isf {

inline void agree(bool condition, const char* why) {
    if (!condition)
        throw Failure(ISF_INVALID_FILE, std::string("The file is not an index that can be read: ") + why + ".");
}

class Walk {
public:
    Walk(std::FILE* file, uint64_t bytes) : file_(file), remaining_(bytes) {}

    template <typename T>
    T take() {
        T value;
        agree(sizeof value <= remaining_, "it ends too early");
        if (std::fread(&value, sizeof value, 1, file_) != 1)
            throw Failure(ISF_IO, "The file cannot be read, or shrank while it was read.");
        remaining_ -= sizeof value;
        return value;
    }

    bool take_flag() {
        const auto flag = take<uint8_t>();
        agree(flag <= 1, "a flag is neither true nor false");
        return flag == 1;
    }

    void skip(uint64_t count, uint64_t size) {
        agree(count <= remaining_ / size, "it ends too early");
        if (std::fseek(file_, static_cast<long>(count * size), SEEK_CUR) != 0)
            throw Failure(ISF_IO, "The file cannot be read: seeking failed.");
        remaining_ -= count * size;
    }

    uint64_t skip_vector(uint64_t size) {
        const auto count = take<uint64_t>();
        skip(count, size);
        return count;
    }

    std::string code() {
        const auto code = take<uint32_t>();
        return std::string(reinterpret_cast<const char*>(&code), 4);
    }

    bool at_end() const { return remaining_ == 0; }

private:
    std::FILE* file_;
    uint64_t remaining_;
};

// What every index in a file begins with.
struct Header {
    uint64_t dimension;
    uint64_t count;
    bool trained;
    int32_t metric;

    static Header read(Walk& walk) {
        const auto dimension = walk.take<int32_t>();
        const auto count = walk.take<int64_t>();
        walk.take<int64_t>();  // two fields that FAISS no longer uses
        walk.take<int64_t>();
        const auto trained = walk.take_flag();
        const auto metric = walk.take<int32_t>();
        agree(dimension > 0 && dimension <= max_dimension, "its dimension is out of range");
        agree(count >= 0, "its count is negative");
        agree(metric >= ISF_INNER_PRODUCT && metric <= ISF_L1, "its metric is unknown");
        if (metric == ISF_L1) walk.take<float>();  // the argument of metrics that have one
        return {static_cast<uint64_t>(dimension), static_cast<uint64_t>(count), trained, metric};
    }

    // The header of an index inside this one.
    Header within(Walk& walk) const {
        const auto inner = read(walk);
        agree(inner.dimension == dimension && inner.metric == metric, "its parts do not fit together");
        return inner;
    }
};

// An index of rows (flat or scalar quantizer) after its four letters, inside `outer`, and nothing that is trained
// differently from it. Returns its count.
uint64_t walk_rows(Walk& walk, const Header& outer, const std::string& code);

// What a scalar quantizer learned; returns the bytes of one code.
uint64_t walk_scalar(Walk& walk, const Header& outer);

}  // namespace isf
