namespace ImageSearch.Engine.Embedding;

/// <summary>
/// How a picture is prepared for the model: its shorter side is scaled to <paramref name="Resize"/> pixels, the central square of
/// <paramref name="Crop"/> pixels is cut out, and each channel becomes (value / 255 - mean) / std.
/// </summary>
public sealed record ImagePreprocessing(int Resize, int Crop, ChannelValues Mean, ChannelValues Std)
{
    /// <summary>The mean of ImageNet's pictures, with which the common models were trained.</summary>
    public static ChannelValues ImageNetMean { get; } = new(0.485f, 0.456f, 0.406f);

    /// <summary>The standard deviation of ImageNet's pictures.</summary>
    public static ChannelValues ImageNetStd { get; } = new(0.229f, 0.224f, 0.225f);

    /// <summary>The usual preprocessing for an input of <paramref name="size"/> pixels: 224 is cut out of 256, others in proportion.</summary>
    public static ImagePreprocessing ForSize(int size) =>
        new((int)Math.Round(size * 256 / 224.0), size, ImageNetMean, ImageNetStd);
}
