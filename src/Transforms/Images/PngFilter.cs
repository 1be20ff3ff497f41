namespace NasPipelines.Images;

/// <summary>The filters of PNG rows, which store differences from bytes to the left and above.</summary>
internal static class PngFilter
{
    /// <summary>Turns the differences of a row into bytes.</summary>
    /// <param name="filter">The row's filter, 0 to 4.</param>
    /// <param name="row">The row.</param>
    /// <param name="above">The row above; zeros above the first.</param>
    /// <param name="distance">Bytes from a byte to its equal of the pixel to the left.</param>
    /// <returns>Whether there is such a filter.</returns>
    public static bool Undo(int filter, byte[] row, byte[] above, int distance)
    {
        for (var i = 0; i < row.Length && filter is >= 1 and <= 4; i++)
        {
            var (left, up, corner) = i >= distance ? (row[i - distance], above[i], above[i - distance]) : ((byte)0, above[i], (byte)0);
            row[i] += filter switch
            {
                1 => left,
                2 => up,
                3 => (byte)((left + up) / 2),
                _ => Paeth(left, up, corner),
            };
        }

        return filter is >= 0 and <= 4;
    }

    private static byte Paeth(int left, int up, int corner)
    {
        var estimate = left + up - corner;
        var (a, b, c) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - corner));
        return (byte)(a <= b && a <= c ? left : b <= c ? up : corner);
    }
}
