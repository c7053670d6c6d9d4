using ImageSearch.Imaging;
using NetVips;

namespace ImageSearch.Benchmarks.Decoding;

/// <summary>A task for a picture file, and the same task with NetVips.</summary>
internal sealed record DecodeWork(string Name, Action<string> Ours, Action<string> Theirs)
{
    private const int ThumbnailSize = 200;
    private const int Quality = 75;

    public static IReadOnlyList<DecodeWork> All { get; } =
    [
        new("header", path => ImageReader.ReadHeader(path, ImageLimits.Default), ReadHeader),
        new("256 px square; NetVips: thumbnail within 256", path => Square(path, 256), path => Thumbnail(path, 256, square: false)),
        new("256 px square; NetVips: thumbnail cropped to it", path => Square(path, 256), path => Thumbnail(path, 256, square: true)),
        new("64 px square; NetVips: thumbnail within 64", path => Square(path, 64), path => Thumbnail(path, 64, square: false)),
        new("thumbnail of 200 px as JPEG", path =>
            Thumbnailer.Create(path, ThumbnailSize, ThumbnailFormat.Jpeg, Quality, ImageLimits.Default), WriteThumbnail),
    ];

    private static void Square(string path, int size) => ImageReader.DecodeSquare(path, size, size, null, ImageLimits.Default);

    private static void ReadHeader(string path)
    {
        using var image = Image.Jpegload(path);
        _ = (image.Width, image.Height);
    }

    private static void Thumbnail(string path, int size, bool square)
    {
        using var image = Image.Thumbnail(path, size, height: size, crop: square ? Enums.Interesting.Centre : Enums.Interesting.None);
        _ = image.WriteToMemory<byte>();
    }

    private static void WriteThumbnail(string path)
    {
        using var image = Image.Thumbnail(path, ThumbnailSize, height: ThumbnailSize);
        _ = image.JpegsaveBuffer(q: Quality, keep: Enums.ForeignKeep.None);
    }
}
