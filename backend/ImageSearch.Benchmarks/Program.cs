using ImageSearch.Benchmarks.Decoding;
using ImageSearch.Benchmarks.Embedding;
using ImageSearch.Benchmarks.Gallery;
using ImageSearch.Benchmarks.Import;
using ImageSearch.Benchmarks.IndexTypes;
using ImageSearch.Benchmarks.Stall;

// ./run bench NAME [NUMBER...|FOLDER]
var numbers = args.Skip(1).Select(number => int.TryParse(number, out var count) ? count : 0).ToArray();
return (args.FirstOrDefault(), numbers) switch
{
    ("gallery", []) => await GalleryBenchmark.RunAsync(100_000),
    ("gallery", [>= 100 and var pictures]) => await GalleryBenchmark.RunAsync(pictures),
    ("import", []) => await ImportBenchmark.RunAsync(20_000),
    ("import", [>= 1 and var files]) => await ImportBenchmark.RunAsync(files),
    ("index", []) => IndexBenchmark.Run([10_000, 100_000]),
    ("index", _) when numbers.All(rows => rows is >= 10_000 and <= 1_000_000) => IndexBenchmark.Run(numbers),
    ("decode", []) => DecodeBenchmark.Run(null),
    ("decode", [_]) => DecodeBenchmark.Run(args[1]),
    ("embed", []) => await EmbeddingBenchmark.RunAsync(null),
    ("embed", [_]) => await EmbeddingBenchmark.RunAsync(args[1]),
    ("stall", []) => await StallBenchmark.RunAsync(1),
    ("stall", [>= 1 and <= 16 and var gigabytes]) => await StallBenchmark.RunAsync(gigabytes),
    _ => Misused(),
};

static int Misused()
{
    Console.Error.WriteLine("""
        bench: say which:
          ./run bench gallery [PICTURES]   100 pictures at least, 100000 by default
          ./run bench decode [FOLDER]      JPEG pictures; those of IMAGESEARCH_TEST_IMAGES, or some that it makes
          ./run bench embed [FOLDER]       JPEG pictures; those of IMAGESEARCH_TEST_IMAGES by default
          ./run bench import [FILES]       20000 by default
          ./run bench stall [GIGABYTES]    of vectors, 1 to 16, 1 by default
          ./run bench index [ROWS...]      10000 to 1000000 vectors each, 10000 and 100000 by default
        """);
    return 2;
}
