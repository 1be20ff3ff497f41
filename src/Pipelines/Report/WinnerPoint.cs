namespace NasPipelines.Report;

/// <summary>Tau among the truly best of some share.</summary>
/// <param name="Share">The share, in (0, 1].</param>
/// <param name="Count">Number of architectures in it.</param>
/// <param name="Kendall">Tau-b among them; NaN where undefined.</param>
/// <param name="Lower">Lower end of its interval; NaN where there is none.</param>
/// <param name="Upper">Upper end of its interval.</param>
internal readonly record struct WinnerPoint(double Share, int Count, double Kendall, double Lower, double Upper)
{
    /// <summary>Whether there are enough architectures to draw the value at all.</summary>
    public bool IsDrawn => Count >= TauBand.Fewest && !double.IsNaN(Kendall);

    /// <summary>Whether there are enough architectures to lean on it.</summary>
    public bool IsFirm => Count >= Evidence.Enough && !double.IsNaN(Kendall);

    /// <summary>Whether the value rests on few architectures, or may be 0.</summary>
    public bool IsWeak => Count < Evidence.Enough || !(Lower > 0 || Upper < 0);
}
