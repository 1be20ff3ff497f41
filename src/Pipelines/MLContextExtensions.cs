using Microsoft.ML;

namespace NasPipelines;

/// <summary>Entry point of NasPipelines in ML.NET.</summary>
public static class MLContextExtensions
{
    /// <summary>The data, transforms and evaluations of neural architectures.</summary>
    /// <param name="mlContext">The context.</param>
    /// <example><code>var nas = new MLContext(seed: 1).Nas();</code></example>
    public static NasCatalog Nas(this MLContext mlContext)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        return new(mlContext);
    }
}
