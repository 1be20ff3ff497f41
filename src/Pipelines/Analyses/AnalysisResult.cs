namespace NasPipelines.Analyses;

/// <summary>A result over the architectures that have all the values it needs.</summary>
public abstract class AnalysisResult : PrintedResult
{
    private protected AnalysisResult()
    {
    }

    /// <summary>Number of architectures left out because a value that the analysis needs, such as score or truth, is NaN.</summary>
    public int Missing { get; private protected init; }
}
