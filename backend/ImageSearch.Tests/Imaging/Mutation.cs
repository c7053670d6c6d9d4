namespace ImageSearch.Tests.Imaging;

/// <summary>Damage as disks, networks and attackers cause it, mostly near the start, where the structure is.</summary>
internal static class Mutation
{
    private static readonly byte[] Extremes = [0, 1, 0x7F, 0x80, 0xFE, 0xFF];

    public static byte[] Of(byte[] file, Random random)
    {
        var damaged = (byte[])file.Clone();
        var reach = random.Next(3) == 0 ? damaged.Length : Math.Min(damaged.Length, 160);
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(reach);
            damaged[at] = random.Next(3) switch
            {
                0 => Extremes[random.Next(Extremes.Length)],
                1 => (byte)(damaged[at] ^ (1 << random.Next(8))),
                _ => (byte)random.Next(256),
            };
        }

        return random.Next(4) == 0 ? damaged[..random.Next(1, damaged.Length)] : damaged;
    }
}
