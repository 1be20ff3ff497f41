using NasPipelines.Architectures;

namespace NasPipelines.Training;

/// <summary>The supernet of a network design space: all weights are slices of those of its largest network (Ning et al. 2021, section 4).</summary>
internal sealed class NdsSupernet(NdsSpace space) : Supernet
{
    public override SearchSpace Space => space;

    public override IEnumerable<Architecture> Cover() => [space.Largest];
}
