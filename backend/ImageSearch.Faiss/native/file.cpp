#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <faiss/impl/io.h>
#include <faiss/index_io.h>

#include "index.h"
#include "layout.h"
#include "soundness.h"

namespace {

[[noreturn]] void fail(const char* what, int error) {
    throw isf::Failure(ISF_IO, std::string(what) + ": " + std::strerror(error) + ".");
}

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

File open_to_read(const char* path) {
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // a FIFO would otherwise wait for its writer
    if (descriptor < 0) fail("The index file cannot be opened", errno);
    File file(fdopen(descriptor, "rb"));
    if (!file) {
        close(descriptor);
        fail("The index file cannot be opened", errno);
    }
    return file;
}

uint64_t length_of(std::FILE* file) {
    struct stat status = {};
    if (fstat(fileno(file), &status) != 0) fail("The index file cannot be examined", errno);
    if (!S_ISREG(status.st_mode)) throw isf::Failure(ISF_INVALID_FILE, "The index file is not a regular file.");
    return static_cast<uint64_t>(status.st_size);
}

}  // namespace

isf_status isf_index_load(const char* path, isf_index** index) {
    return isf::guarded([&] {
        const auto file = open_to_read(path);
        isf::check_layout(file.get(), length_of(file.get()));
        std::rewind(file.get());

        faiss::FileIOReader reader(file.get());
        std::unique_ptr<faiss::Index> whole(faiss::read_index(&reader));
        std::unique_ptr<faiss::IndexIDMap2> map(dynamic_cast<faiss::IndexIDMap2*>(whole.get()));
        if (!map) throw isf::Failure(ISF_INVALID_FILE, "The index file's outermost part is not an IndexIDMap2.");
        whole.release();

        isf::check_soundness(*map);
        *index = new isf_index(std::move(map));
    });
}

isf_status isf_index_save(const isf_index* index, const char* path) {
    return isf::guarded([&] {
        const auto& map = index->map();
        File file(std::fopen(path, "wbe"));
        if (!file) fail("The index file cannot be written", errno);

        try {
            faiss::FileIOWriter writer(file.get());
            faiss::write_index(&map, &writer);
        } catch (const faiss::FaissException&) {
            fail("The index file cannot be written", errno);
        }
        // FAISS's own writer ignores errors on closing, so a disk that becomes full at the last block would not be noticed.
        if (std::fflush(file.get()) != 0 || std::fclose(file.release()) != 0) fail("The index file cannot be written", errno);
    });
}
