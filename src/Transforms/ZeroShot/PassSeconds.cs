namespace NasPipelines.ZeroShot;

/// <summary>Wall time of the passes of one architecture.</summary>
/// <param name="Cost">Time of what every proxy needs: building and counting the network.</param>
/// <param name="Passes">Each pass that ran: the needs it serves, and its time.</param>
internal readonly record struct PassSeconds(double Cost, IReadOnlyList<(ZeroShotNeeds Serves, double Seconds)> Passes)
{
    /// <summary>Time of all passes that a proxy reads; passes are shared, so these times overlap.</summary>
    public double Of(ZeroShotNeeds needs) => Cost + (Passes ?? []).Where(p => (p.Serves & needs) != 0).Sum(p => p.Seconds);
}
