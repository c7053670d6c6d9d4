using System.Buffers.Binary;
using ImageSearch.Imaging;

namespace ImageSearch.Tests.Imaging;

internal sealed class BmpTests
{
    private static readonly byte[] BlackRedGreenBlue = [0, 0, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0];

    [Test]
    public void Decode_OneBit_UsesThePalette() => Expect(
        BmpFiles.File(BmpFiles.Info(3, 2, 1), [0, 0, 255, 0, 255, 255, 255, 0], [0b1010_0000, 0, 0, 0, 0b0100_0000, 0, 0, 0]), "RWR WRW");

    [Test]
    public void Decode_FourBits_UsesThePalette() => Expect(
        BmpFiles.File(BmpFiles.Info(3, 2, 4, colours: 4), BlackRedGreenBlue, [0x12, 0x30, 0, 0, 0x01, 0x20, 0, 0]), "KRG RGB");

    [Test]
    public void Decode_EightBits_UsesThePalette() => Expect(
        BmpFiles.File(BmpFiles.Info(3, 2, 8, colours: 4), BlackRedGreenBlue, [1, 2, 3, 0, 0, 1, 2, 0]), "KRG RGB");

    [Test]
    public void Decode_NumberWithoutAnEntry_IsBlack() => Expect(
        BmpFiles.File(BmpFiles.Info(2, 1, 8, colours: 4), BlackRedGreenBlue, [200, 1, 0, 0]), "KR");

    [Test]
    public void Decode_TopDown_StartsAtTheTop() => Expect(
        BmpFiles.File(BmpFiles.Info(3, -2, 8, colours: 4), BlackRedGreenBlue, [1, 2, 3, 0, 0, 1, 2, 0]), "RGB KRG");

    [Test]
    public void Decode_SixteenBits_AreFiveEach() => Expect(
        BmpFiles.File(BmpFiles.Info(4, 1, 16), [], [0x00, 0x7C, 0xE0, 0x03, 0x1F, 0x00, 0xFF, 0x7F]), "RGBW");

    [Test]
    public void Decode_SixteenBitsWithMasks_FollowThem() => Expect(
        BmpFiles.File(BmpFiles.Info(4, 1, 16, 3), Masks(0xF800, 0x07E0, 0x001F), [0x00, 0xF8, 0xE0, 0x07, 0x1F, 0x00, 0xFF, 0xFF]), "RGBW");

    [Test]
    public void Decode_ThirtyTwoBits_HaveNoAlpha() => Expect(
        BmpFiles.File(BmpFiles.Info(3, 1, 32), [], [0, 0, 255, 0, 0, 255, 0, 128, 255, 0, 0, 255]), "RGB");

    [Test]
    public void Decode_ThirtyTwoBitsWithMasks_FollowThem() => Expect(
        BmpFiles.File(BmpFiles.Info(3, 1, 32, 3), Masks(0xFF, 0xFF00, 0xFF0000), [255, 0, 0, 9, 0, 255, 0, 9, 0, 0, 255, 9]), "RGB");

    [TestCase(108)]
    [TestCase(124)]
    public void Decode_AlphaMaskInALongHeader_LiesOverWhite(int length) => Expect(
        BmpFiles.File(
            Longer(BmpFiles.Info(3, 1, 32, 3), length, 0xFF0000, 0xFF00, 0xFF, 0xFF000000),
            [],
            [0, 0, 255, 255, 0, 255, 0, 0, 255, 0, 0, 255]),
        "RWB");

    // Such a header was never documented; Skia, and therefore browsers, ignore alpha in it.
    [Test]
    public void Decode_AlphaMaskInAHeaderOf56Bytes_IsIgnored() => Expect(
        BmpFiles.File(Longer(BmpFiles.Info(2, 1, 32, 3), 56, 0xFF0000, 0xFF00, 0xFF, 0xFF000000), [], [0, 0, 255, 255, 0, 255, 0, 0]), "RG");

    [Test]
    public void Decode_LongHeaderWithoutAlphaMask_HasNoAlpha() => Expect(
        BmpFiles.File(Longer(BmpFiles.Info(2, 1, 32, 3), 108, 0xFF0000, 0xFF00, 0xFF, 0), [], [0, 0, 255, 0, 0, 255, 0, 0]), "RG");

    [Test]
    public void Decode_Os2Header_HasShortSizesAndThreeByteColours()
    {
        byte[] info = [12, 0, 0, 0, 3, 0, 2, 0, 1, 0, 8, 0];
        byte[] palette = [0, 0, 0, 0, 0, 255, 0, 255, 0, 255, 0, 0, .. new byte[252 * 3]];
        Expect(BmpFiles.File(info, palette, [1, 2, 3, 0, 0, 1, 2, 0]), "KRG RGB");
    }

    // Pixels that the code skips are transparent, as in browsers, and therefore white.
    [Test]
    public void Decode_Rle8_RunsLiteralsJumpsAndEnds() => Expect(
        Rle(5, 4, 8, [
            2, 1, 3, 2, 0, 0, // RR GGG, end of row
            0, 3, 3, 2, 1, 0, 0, 0, // literal B G R, its padding, end of row
            0, 2, 1, 1, // one right, one down
            1, 3, // B
            0, 1]), // end
        "WBWWW WWWWW BGRWW RRGGG");

    [Test]
    public void Decode_Rle4_RunsLiteralsAndEnds() => Expect(
        Rle(5, 2, 4, [
            5, 0x12, 0, 0, // R G R G R, end of row
            0, 5, 0x12, 0x31, 0x20, 0, 0, 1]), // literal R G B R G in three bytes, its padding, end
        "RGBRG RGRGR");

    [Test]
    public void Decode_RleOverTheEdge_IsCutThere() => Expect(Rle(3, 1, 8, [200, 1, 0, 1]), "RRR");

    [Test]
    public void Decode_RleThatJumpsBelowThePicture_IsBlankFromThere() => Expect(Rle(2, 2, 8, [2, 1, 0, 2, 0, 200]), "WW RR");

    [Test]
    public void Decode_RleWithoutEnd_IsTruncated() =>
        Assert.That(() => ImageReader.Decode(Rle(3, 2, 8, [3, 1, 0, 0, 2]), ImageLimits.Default), Problems.Throw(ImageProblem.Truncated));

    [TestCase(2, 0)]
    [TestCase(64, 0)]
    [TestCase(4, 1)]
    [TestCase(8, 2)]
    [TestCase(24, 3)]
    [TestCase(24, 4)]
    [TestCase(32, 6)]
    [TestCase(0, 5)]
    public void ReadHeader_OtherVariants_AreUnsupported(int bits, int compression)
    {
        var file = BmpFiles.File(BmpFiles.Info(3, 2, bits, compression), [], new byte[64]);
        Assert.That(() => ImageReader.ReadHeader(file, ImageLimits.Default), Problems.Throw(ImageProblem.Unsupported));
    }

    [TestCase(0, 1)]
    [TestCase(-1, 1)]
    [TestCase(1, 0)]
    [TestCase(1, int.MinValue)]
    public void ReadHeader_SizesOfNoMeaning_AreRefused(int width, int height)
    {
        var file = BmpFiles.File(BmpFiles.Info(width, height, 24), [], new byte[64]);
        Assert.That(() => ImageReader.ReadHeader(file, ImageLimits.Default), Problems.Throw(ImageProblem.Truncated));
    }

    [Test]
    public void ReadHeader_ClaimOfHugeSides_IsTooManyPixels()
    {
        var file = BmpFiles.File(BmpFiles.Info(int.MaxValue, int.MaxValue, 32), [], new byte[64]);
        Assert.That(() => ImageReader.ReadHeader(file, ImageLimits.Default), Problems.Throw(ImageProblem.TooManyPixels));
        Assert.That(
            () => ImageReader.Decode(file, new ImageLimits { MaxPixels = long.MaxValue }),
            Problems.Throw(ImageProblem.TooManyPixels), "however generous the limit");
    }

    [Test]
    public void Decode_ClaimOfManyPixelsInAShortFile_AllocatesNothing()
    {
        var file = BmpFiles.File(BmpFiles.Info(15_000, 15_000, 24), [], new byte[64]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(() => ImageReader.Decode(file, ImageLimits.Default), Problems.Throw(ImageProblem.Truncated));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
    }

    // Runs of 255 pixels, two bytes each, are the longest in RLE.
    [TestCase(8)]
    [TestCase(4)]
    public void Decode_RleThatCannotCoverThePicture_IsTruncated(int bits)
    {
        var blank = Rle(3000, 3000, bits, [0, 1]);
        Assert.That(() => ImageReader.Decode(blank, ImageLimits.Default), Problems.Throw(ImageProblem.Truncated));
        Assert.That(() => ImageReader.DecodeSquare(blank, 64, 64, null, ImageLimits.Default), Problems.Throw(ImageProblem.Truncated));
    }

    // Letters for pixels, a space between rows, top row first.
    private static void Expect(byte[] file, string picture)
    {
        var image = ImageReader.Decode(file, ImageLimits.Default);
        var letters = Enumerable.Range(0, image.Width * image.Height).Select(i => Letter(image.Pixels.AsSpan(i * 3, 3)));
        Assert.That(string.Join(' ', letters.Chunk(image.Width).Select(row => new string(row))), Is.EqualTo(picture));
    }

    private static char Letter(ReadOnlySpan<byte> rgb) => (rgb[0], rgb[1], rgb[2]) switch
    {
        (0, 0, 0) => 'K',
        (255, 0, 0) => 'R',
        (0, 255, 0) => 'G',
        (0, 0, 255) => 'B',
        (255, 255, 255) => 'W',
        _ => '?',
    };

    private static byte[] Rle(int width, int height, int bits, byte[] code) =>
        BmpFiles.File(BmpFiles.Info(width, height, bits, bits == 8 ? 1 : 2, colours: 4), BlackRedGreenBlue, code);

    private static byte[] Masks(params uint[] masks)
    {
        var bytes = new byte[masks.Length * 4];
        for (var i = 0; i < masks.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), masks[i]);
        }

        return bytes;
    }

    private static byte[] Longer(byte[] info, int length, params uint[] masks)
    {
        byte[] header = [.. info, .. Masks(masks)];
        Array.Resize(ref header, length);
        header[0] = (byte)length;
        return header;
    }
}
