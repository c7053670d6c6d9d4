using ImageSearch.Imaging;
using ImageSearch.Imaging.Headers;
using NetVips;

namespace ImageSearch.Tests.Imaging;

internal sealed class OrientationTests
{
    private static readonly byte[] Stored = Painting.Rgb(6, 4, 11);

    // EXIF 2.3, tag 274: which stored row and column are the visual top and left.
    [TestCase(1, "top left")]
    [TestCase(2, "top right")]
    [TestCase(3, "bottom right")]
    [TestCase(4, "bottom left")]
    [TestCase(5, "left top")]
    [TestCase(6, "right top")]
    [TestCase(7, "right bottom")]
    [TestCase(8, "left bottom")]
    public void Apply_EveryValue_PutsTheStoredRowAndColumnWhereExifSays(int value, string firstRowAndColumn)
    {
        var upright = new Orientation(value).Apply(new RgbImage(6, 4, Stored));
        var (row, column) = (firstRowAndColumn.Split(' ')[0], firstRowAndColumn.Split(' ')[1]);
        // The stored first row lies at this side of the upright picture, its first column at that one.
        var x = row == "left" || column == "left" ? 0 : upright.Width - 1;
        var y = row == "top" || column == "top" ? 0 : upright.Height - 1;
        Assert.That((upright.Width, upright.Height), Is.EqualTo(row is "top" or "bottom" ? (6, 4) : (4, 6)));
        Assert.That(upright.Pixels.AsSpan(((y * upright.Width) + x) * 3, 3).ToArray(), Is.EqualTo(Stored[..3]));
    }

    [Test]
    public void Apply_EveryValue_IsWhatLibvipsDoes([Range(1, 8)] int value)
    {
        using var raw = Image.NewFromMemory(Stored, 6, 4, 3, Enums.BandFormat.Uchar);
        using var image = raw.Mutate(fields => fields.Set(GValue.GIntType, "orientation", value));
        using var turned = image.Autorot();
        Assert.That(new Orientation(value).Apply(new RgbImage(6, 4, Stored)).Pixels, Is.EqualTo(turned.WriteToMemory<byte>()));
    }

    [Test]
    public void Decode_ExifOfEveryFormat_IsUpright([Values("png", "webp", "tiff", "jpeg")] string format, [Range(1, 8)] int value)
    {
        var pixels = Painting.Rgb(60, 40, 7);
        using var raw = Image.NewFromMemory(pixels, 60, 40, 3, Enums.BandFormat.Uchar);
        using var image = raw.Copy(interpretation: Enums.Interpretation.Srgb).Mutate(fields => fields.Set(GValue.GIntType, "orientation", value));
        var file = format switch
        {
            "png" => image.PngsaveBuffer(keep: Enums.ForeignKeep.All),
            "webp" => image.WebpsaveBuffer(lossless: true, keep: Enums.ForeignKeep.All),
            "tiff" => image.TiffsaveBuffer(keep: Enums.ForeignKeep.All),
            _ => image.JpegsaveBuffer(q: 100, keep: Enums.ForeignKeep.All),
        };
        var expected = new Orientation(value).Apply(new RgbImage(60, 40, pixels));
        Assert.That(Difference.Mean(ImageReader.Decode(file, ImageLimits.Default), expected), Is.LessThan(format == "jpeg" ? 4 : 0.01));
    }

    [Test]
    public void ToStored_EveryValue_FindsThePartOfTheUprightPicture([Range(1, 8)] int value)
    {
        var orientation = new Orientation(value);
        var upright = orientation.Apply(new RgbImage(6, 4, Stored));
        var part = new Box(1, 2, 2, 1);
        var stored = orientation.ToStored(part, 6, 4);
        var expected = Cut(upright, part);
        Assert.That(orientation.Apply(Cut(new RgbImage(6, 4, Stored), stored)).Pixels, Is.EqualTo(expected.Pixels));
    }

    private static RgbImage Cut(RgbImage image, Box part)
    {
        var rows = Enumerable.Range(part.Y, part.Height)
            .SelectMany(y => image.Pixels.AsSpan(((y * image.Width) + part.X) * 3, part.Width * 3).ToArray());
        return new RgbImage(part.Width, part.Height, [.. rows]);
    }
}
