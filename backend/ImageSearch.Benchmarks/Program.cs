using ImageSearch.Benchmarks.Gallery;

// ./run bench NAME [PICTURES]
return args switch
{
    ["gallery"] => await GalleryBenchmark.RunAsync(100_000),
    ["gallery", var pictures] when int.TryParse(pictures, out var count) && count >= 100 => await GalleryBenchmark.RunAsync(count),
    _ => Misused(),
};

static int Misused()
{
    Console.Error.WriteLine("bench: say which, such as ./run bench gallery [PICTURES]; 100 pictures at least, 100000 by default.");
    return 2;
}
