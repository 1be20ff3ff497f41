namespace NasPipelines.OneShot;

/// <summary>What is run for an architecture.</summary>
public enum SubnetExecution
{
    /// <summary>A model of the architecture alone, made in memory: the fastest.</summary>
    Specialised,

    /// <summary>The supernet file as it is, which takes the architecture as an input: what any other user of the file runs.</summary>
    Portable,
}
