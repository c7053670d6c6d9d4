using ImageSearch.Benchmarks.Embedding;
using ImageSearch.Benchmarks.Gallery;

// ./run bench NAME [ARGUMENT]
return args switch
{
    ["gallery"] => await GalleryBenchmark.RunAsync(100_000),
    ["gallery", var pictures] when int.TryParse(pictures, out var count) && count >= 100 => await GalleryBenchmark.RunAsync(count),
    ["embed"] => await EmbeddingBenchmark.RunAsync(null),
    ["embed", var folder] => await EmbeddingBenchmark.RunAsync(folder),
    _ => Misused(),
};

static int Misused()
{
    Console.Error.WriteLine(
        "bench: say which: ./run bench gallery [PICTURES] (100 at least, 100000 by default) or ./run bench embed [FOLDER] (with JPEG pictures).");
    return 2;
}
