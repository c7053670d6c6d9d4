using System.Globalization;

namespace ImageSearch.Imaging;

/// <summary>A part of the upright picture, as fractions of its width and height: 0,0,1,1 is all of it.</summary>
public readonly record struct CropRegion(double X, double Y, double Width, double Height)
{
    private const double Tolerance = 1e-6;

    /// <summary>Whether the region is inside the picture (to one part in a million) and not empty. False for NaN and infinities.</summary>
    public bool IsValid =>
        X >= -Tolerance && Y >= -Tolerance && Width > 0 && Height > 0 && X + Width <= 1 + Tolerance && Y + Height <= 1 + Tolerance;

    /// <summary>Reads "x,y,width,height" with decimal points; false for any other text.</summary>
    public static bool TryParse(string? text, out CropRegion region)
    {
        region = default;
        var parts = text?.Split(',') ?? [];
        if (parts.Length != 4)
        {
            return false;
        }

        Span<double> numbers = stackalloc double[4];
        for (var i = 0; i < 4; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return false;
            }
        }

        var candidate = new CropRegion(numbers[0], numbers[1], numbers[2], numbers[3]);
        if (!candidate.IsValid)
        {
            return false;
        }

        region = candidate;
        return true;
    }

    /// <summary>The form that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{X},{Y},{Width},{Height}");
}
