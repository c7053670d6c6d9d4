namespace ImageSearch.Imaging.Resampling;

/// <summary>A symmetric weight by the distance from a target pixel's centre, in pixels of the coarser of the two grids.</summary>
/// <param name="Support">Where the weight ends, to either side.</param>
/// <param name="Weight">Not normalised; only asked for distances from 0 to the support.</param>
internal sealed record Kernel(double Support, Func<double, double> Weight)
{
    /// <summary>What Pillow, torchvision and others call bilinear with antialiasing.</summary>
    public static Kernel Triangle { get; } = new(1, distance => 1 - distance);

    /// <summary>Three lobes of a windowed sinc (Duchon 1979): sharp, for pictures to look at.</summary>
    public static Kernel Lanczos3 { get; } = new(3, distance => Sinc(distance) * Sinc(distance / 3));

    private static double Sinc(double x) => x < 1e-9 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
