namespace ImageSearch.Imaging.Resampling;

/// <summary>A symmetric weight as a function of the distance from a target pixel's centre, in pixels of the coarser grid.</summary>
/// <param name="Support">The distance at which the weight ends.</param>
/// <param name="Weight">Not normalised; called only for distances from 0 to the support.</param>
internal sealed record Kernel(double Support, Func<double, double> Weight)
{
    /// <summary>Bilinear with antialiasing in the terms of Pillow and torchvision.</summary>
    public static Kernel Triangle { get; } = new(1, distance => 1 - distance);

    /// <summary>Three lobes of a windowed sinc (Duchon 1979): sharp, for viewing.</summary>
    public static Kernel Lanczos3 { get; } = new(3, distance => Sinc(distance) * Sinc(distance / 3));

    private static double Sinc(double x) => x < 1e-9 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
