using NasPipelines.Architectures;

namespace NasPipelines.Scoring;

/// <summary>Computes the scores of one architecture: what a kind of estimator has to provide to become an ML.NET stage.</summary>
/// <threadsafety>Implementations may be called on several threads at a time.</threadsafety>
internal interface IArchitectureScorer : IDisposable
{
    /// <summary>The space that texts are parsed in.</summary>
    SearchSpace Space { get; }

    /// <summary>The scores, in the order of the values.</summary>
    IReadOnlyList<ScoreDescription> Scores { get; }

    /// <summary>Everything a score depends on, as a text from which an equal scorer can be made anywhere.</summary>
    string Specification { get; }

    /// <summary>The same without bulk data, for people and files.</summary>
    string Provenance { get; }

    /// <summary>The specification of a scorer that has one of the scores, alone where that is possible, with the same values.</summary>
    /// <param name="score">Position in <see cref="Scores"/>.</param>
    string SpecificationOf(int score);

    /// <summary>Everything that one of the scores depends on, and nothing else: a journal's scores are found by it.</summary>
    /// <param name="score">Position in <see cref="Scores"/>.</param>
    string IdentityOf(int score) => SpecificationOf(score);

    /// <summary>Architectures of one key share the values that are not <see cref="ScoreDescription.DependsOnEncoding"/>.</summary>
    string KeyOf(Architecture architecture);

    /// <summary>All values of an architecture.</summary>
    ScoreRow Score(Architecture architecture, CancellationToken cancellation);

    /// <summary>Only the values that depend on the encoding; the others are ignored.</summary>
    ScoreRow ScoreEncoding(Architecture architecture);
}
