using System.Text;
using ImageSearch.Imaging;
using ImageSearch.Imaging.Decoding;
using NetVips;

namespace ImageSearch.Tests.Imaging;

internal sealed class BadFileTests
{
    [Test]
    public void ReadHeader_Empty_IsEmpty() =>
        Assert.That(() => ImageReader.ReadHeader(ReadOnlyMemory<byte>.Empty, ImageLimits.Default), Problems.Throw(ImageProblem.Empty));

    [TestCase("Once upon a time there was a text that pretended to be a picture, and it went on and on.")]
    [TestCase("B")]
    [TestCase("BM is how this text begins, though it is none of Microsoft's bitmaps")]
    [TestCase("<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><rect width='10' height='10'/></svg>")]
    [TestCase("%PDF-1.4 and so on")]
    [TestCase("P6 2 2 255 abcdefghijkl")]
    [TestCase("RIFF1234WAVEfmt and music")]
    [TestCase("\0\0\0\u0018ftypheic\0\0\0\0mif1heic and a picture of a telephone")]
    public void ReadHeader_SomethingElse_IsUnsupported(string content)
    {
        var file = Encoding.Latin1.GetBytes(content);
        Assert.That(() => ImageReader.ReadHeader(file, ImageLimits.Default), Problems.Throw(ImageProblem.Unsupported));
    }

    [Test]
    public void ReadHeader_NotThere_IsAnIOException() =>
        Assert.That(() => ImageReader.ReadHeader("/nowhere/at/all.jpg", ImageLimits.Default), Throws.InstanceOf<IOException>());

    [TestCase("svgload")]
    [TestCase("vipsload")]
    [TestCase("rawload")]
    [TestCase("csvload")]
    [TestCase("gifload")]
    public void Libvips_OtherLoaders_AreBlocked(string loader)
    {
        Vips.EnsureStarted();
        using var folder = new TempFolder();
        var path = folder.Write("a.svg", Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>"));
        object[] arguments = loader == "rawload" ? [path, 1, 1, 1] : [path];
        Assert.That(() => Operation.Call(loader, arguments), Throws.TypeOf<VipsException>().With.Message.Contains("blocked"));
    }

    [TestCase("plain.jpg")]
    [TestCase("no extension")]
    [TestCase("brackets[page=3,n=-1].jpg")]
    [TestCase("[shrink=8]")]
    [TestCase("quotes ' \" `.gif")]
    [TestCase("emoji \U0001F98A \u00e4\u00f6\u00fc \u4e2d\u6587.txt")]
    [TestCase("%s%n:\\*?.jpg")]
    [TestCase("-rf.jpg")]
    public void ReadHeader_AnyName_IsReadByContent(string name)
    {
        using var folder = new TempFolder();
        var path = folder.Write(name, TestImages.Png(64, 48, 1));
        Assert.That(ImageReader.ReadHeader(path, ImageLimits.Default), Is.EqualTo(new ImageHeader(ImageFormat.Png, 64, 48, 1)));
        Assert.That(ImageReader.Decode(path, ImageLimits.Default).Pixels, Is.EqualTo(Painting.Rgb(64, 48, 1)));
        Assert.That(ImageReader.DecodeSquare(path, 32, 28, null, ImageLimits.Default).Width, Is.EqualTo(28));
        Assert.That(Thumbnailer.Create(path, 20, ThumbnailFormat.WebP, 75, ImageLimits.Default), Is.Not.Empty);
    }

    [Test]
    public void Messages_EveryProblem_TellWhatToDo()
    {
        ImageException[] errors =
        [
            ImageException.Empty(), ImageException.Unsupported(), ImageException.Truncated(), ImageException.TooManyPixels(9, 9, 5),
            ImageException.TooManyFrames(9, 5), ImageException.UnsupportedVariant(ImageFormat.Bmp, "something odd"),
        ];
        Assert.That(errors.Select(e => e.Message), Has.All.Match(@"\. .*(S|s)end.*\.$"));
    }
}
