using Microsoft.ML;

namespace NasPipelines;

/// <summary>Loading and saving of architectures and their benchmarks.</summary>
public sealed partial class NasDataCatalog
{
    internal NasDataCatalog(MLContext context) => Context = context;

    internal MLContext Context { get; }
}
