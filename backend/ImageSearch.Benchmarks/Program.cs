using ImageSearch.Benchmarks.Gallery;
using ImageSearch.Benchmarks.Import;

// ./run bench NAME [COUNT]
return args switch
{
    ["gallery"] => await GalleryBenchmark.RunAsync(100_000),
    ["gallery", var pictures] when int.TryParse(pictures, out var count) && count >= 100 => await GalleryBenchmark.RunAsync(count),
    ["import"] => await ImportBenchmark.RunAsync(20_000),
    ["import", var files] when int.TryParse(files, out var count) && count >= 1 => await ImportBenchmark.RunAsync(count),
    _ => Misused(),
};

static int Misused()
{
    Console.Error.WriteLine("bench: say which: ./run bench gallery [PICTURES] (100 at least, 100000 by default) or ./run bench import [FILES] (20000 by default).");
    return 2;
}
